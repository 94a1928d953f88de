/** Sections of NIST SP 800-41 Rev. 1 that checks refer to. */
export const NIST_800_41 = {
  '4.1': 'Policies based on IP addresses and protocols',
  '4.1.1': 'IP addresses and other IP characteristics',
  '4.1.2': 'IPv6',
  '4.1.3': 'TCP and UDP',
  '4.1.4': 'ICMP',
  '5.2.1': 'Hardware and software installation',
  '5.2.2': 'Policy configuration',
  '5.2.3': 'Logging and alerts configuration',
  '5.5': 'Manage',
} as const;

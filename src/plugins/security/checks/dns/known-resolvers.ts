const NAMES: Readonly<Record<string, readonly string[]>> = {
  'cloudflare-dns.com': ['1.1.1.1', '1.0.0.1', '2606:4700:4700::1111', '2606:4700:4700::1001'],
  'dns.quad9.net': ['9.9.9.9', '149.112.112.112', '2620:fe::fe', '2620:fe::9'],
  'dns.google': ['8.8.8.8', '8.8.4.4', '2001:4860:4860::8888', '2001:4860:4860::8844'],
};

/** The name on the certificate of a public resolver, where its operator publishes one; undefined for others. */
export function certificateNameOf(server: string): string | undefined {
  return Object.keys(NAMES).find(name => NAMES[name]?.includes(server) === true);
}

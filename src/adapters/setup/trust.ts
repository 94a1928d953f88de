import { type X509Certificate } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { type Finding, OpnError } from '../../ports';
import { type Endpoint, examineConnection, presentedCertificate } from '../doctor';
import { readTrust } from '../environment';
import { type TlsTrust } from '../opnsense-http';
import { checked, errorOf, inOptions } from './as-options';
import { type Questions } from './questions';
import { type SetupWishes } from './wishes';

/** A trust, and what a profile says of it. */
export interface ChosenTrust {
  readonly trust: TlsTrust;
  readonly profile: { readonly pin?: string; readonly ca_file?: string };
}

/** What the choice of a trust looks at. */
export interface TrustSubject {
  readonly endpoint: Omit<Endpoint, 'trust'>;
  readonly questions: Questions;
  readonly folder: string;
  /** What holds already. */
  readonly stored: ChosenTrust | undefined;
  readonly signal: AbortSignal;
}

const COMPARE = 'openssl x509 -in /var/etc/cert.pem -noout -fingerprint -sha256';

/** Shows the certificate and lets it be trusted: as told, as before, by this machine's authorities, or as the person decides. Rejects when it is not trusted in the end. */
export async function chooseTrust(wishes: Pick<SetupWishes, 'pin' | 'caFile'>, subject: TrustSubject): Promise<ChosenTrust> {
  const { questions, endpoint, signal } = subject;
  const { certificate } = await presentedCertificate({ ...endpoint, trust: { kind: 'system' } }, signal).catch((problem: unknown) => Promise.reject(inOptions(problem) as Error));
  if (certificate === undefined) throw new OpnError('OPN_TLS', 'The firewall presents no certificate.', 'Give the web GUI one under System > Trust > Certificates.');
  questions.say(shown(certificate));
  const presented = pinned(certificate.fingerprint256);
  if (wishes.pin === 'presented') return presented;
  if (wishes.pin !== undefined) return tried(fromPin(wishes.pin), subject);
  if (wishes.caFile !== undefined) return tried(fromCaFile(wishes.caFile, subject.folder), subject);
  const usual = subject.stored ?? { trust: { kind: 'system' }, profile: {} };
  const problem = await judged(usual, subject);
  if (problem === undefined) return usual;
  if (!questions.interactive) throw errorOf(problem);
  questions.say(`\n${errorOf(problem).message}\n\nTo be sure that this is your firewall, compare the SHA-256 fingerprint with the one that its console shows:\n  ${COMPARE}\n`);
  if (await questions.confirm('Is it the same, and shall this certificate be trusted?', false)) return presented;
  const file = await questions.line('PEM file of the CA that signed it (empty to stop)', { option: '--ca-file', otherwise: '' });
  if (file === '') throw new OpnError('OPN_CANCELLED', 'The certificate is not trusted; nothing was sent and nothing stored.');
  return tried(fromCaFile(file, subject.folder), subject);
}

/** Subject, issuer, dates and fingerprint as lines for a person; whoever made the certificate chose the names, so they come without control characters. */
export function shown({ subject, issuer, validTo, fingerprint256 }: Pick<X509Certificate, 'subject' | 'issuer' | 'validTo' | 'fingerprint256'>): string {
  const plain = (name: string): string => name.split('\n').join(', ').replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
  return `The firewall presents this certificate:\n  subject  ${plain(subject)}\n  issuer   ${subject === issuer ? 'itself' : plain(issuer)}\n  expires  ${plain(validTo)}\n  SHA-256  ${fingerprint256}\n`;
}

const pinned = (fingerprint: string): ChosenTrust => ({ trust: { kind: 'pin', fingerprint }, profile: { pin: fingerprint } });

function fromPin(text: string): ChosenTrust {
  const trust = checked({ OPNSENSE_TLS_FINGERPRINT: text }, readTrust);
  return { trust, profile: trust.kind === 'pin' ? { pin: trust.fingerprint } : {} };
}

function fromCaFile(file: string, folder: string): ChosenTrust {
  const path = isAbsolute(file) ? file : join(folder, file);
  return { trust: checked({ OPNSENSE_CA_FILE: path }, readTrust), profile: { ca_file: path } };
}

async function tried(choice: ChosenTrust, subject: TrustSubject): Promise<ChosenTrust> {
  const problem = await judged(choice, subject);
  if (problem !== undefined) throw errorOf(problem);
  return choice;
}

async function judged({ trust }: ChosenTrust, { endpoint, signal }: TrustSubject): Promise<Finding | undefined> {
  return (await examineConnection({ ...endpoint, trust }, signal)).find(({ status }) => status === 'failed');
}

import { type Endpoint, examineConnection, presentedCertificate } from '../doctor';
import { readOrigin } from '../environment';
import { checked, errorOf } from './as-options';
import { type Questions } from './questions';

/** What the choice of an address looks at. */
export interface AddressSubject {
  readonly questions: Questions;
  /** What an empty answer means. */
  readonly otherwise: string | undefined;
  readonly endpoint: Pick<Endpoint, 'timeoutMs' | 'now'>;
  readonly signal: AbortSignal;
}

/** How long a gateway is given that nobody has named. */
const GUESS_MS = 3000;

/** Scheme, host and port of a firewall that takes TLS connections: as told or as a person says. Rejects when there is none. */
export async function chooseAddress(given: string | undefined, { questions, otherwise, endpoint, signal }: AddressSubject): Promise<string> {
  const text = given ?? (await questions.line("Address of the firewall's web GUI", { option: '--url', ...(otherwise === undefined ? {} : { otherwise }) }));
  const origin = checked({ OPNSENSE_URL: withScheme(text) }, readOrigin);
  const problem = (await examineConnection({ origin, trust: { kind: 'off' }, ...endpoint }, signal)).find(({ status }) => status === 'failed');
  if (problem !== undefined) throw errorOf(problem);
  return origin;
}

const withScheme = (text: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.includes('@') ? text : `https://${text}`);

/** This machine's gateway, if it speaks TLS where web GUIs do. */
export async function speakingGateway(gateway: () => Promise<string | undefined>, questions: Questions, signal: AbortSignal): Promise<string | undefined> {
  const address = await gateway();
  if (address === undefined) return undefined;
  const origin = `https://${address}`;
  const speaks = await presentedCertificate({ origin, trust: { kind: 'off' }, timeoutMs: GUESS_MS }, signal).then(({ certificate }) => certificate !== undefined, () => false);
  questions.say(speaks ? `The gateway of this machine, ${address}, speaks TLS.\n` : `The gateway of this machine, ${address}, does not speak TLS on port 443.\n`);
  return speaks ? origin : undefined;
}

import { type EndpointFacts, OpnError, type Release } from '../../ports';
import { legible } from './firewall-text';
import { type WireAnswer } from './wire';

/** What opens an address to an API user. */
export interface Openers {
  /** Names of the privileges of which it needs one, `All pages` left out; empty when unknown. */
  readonly privileges: readonly string[];
  /** The release on which nothing but `All pages` opens it; undefined when something else does, or when nobody knows. */
  readonly onlyAllPagesOn?: Release | undefined;
}

/** What was asked, as far as judging and naming the answer needs it. */
export interface Asked {
  readonly kind: 'read' | 'write';
  readonly answer: EndpointFacts['answer'];
  /** `module/controller/action/arguments`, for messages. */
  readonly target: string;
  readonly openers: Openers;
  /** True for a field, by its path in lower case, of which no value may be shown. */
  readonly isSecretField?: (path: readonly string[]) => boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Turns an answer into its value, or throws the OpnError that says what really happened. The only judge of answers. */
export function judge(answer: WireAnswer, asked: Asked): unknown {
  if (answer.status < 200 || answer.status >= 300) throw fromStatus(answer, asked);
  if (asked.answer === 'text') return judgeText(answer, asked);
  if (asked.answer === 'bytes') return judgeBytes(answer, asked);
  const value = parsed(answer, asked);
  if (isObject(value)) refuseErrorMessage(value, asked);
  if (asked.kind === 'write') refuseUnlessDone(value, asked);
  else if (isObject(value)) refuseFailedRead(value, asked);
  if (asked.answer === 'search') refuseUnlessSearch(value, asked);
  return value;
}

// -- HTTP statuses -----------------------------------------------------------------------------------------------------

function fromStatus(answer: WireAnswer, asked: Asked): OpnError {
  const { status } = answer;
  const { target } = asked;
  if (status >= 300 && status < 400) return redirected(answer, target);
  if (status >= 500) return faulty(answer, asked);
  switch (status) {
    case 401:
      return new OpnError(
        'OPN_UNAUTHORIZED',
        `The firewall does not accept the API key and secret (asked for ${target}).`,
        'Check OPNSENSE_API_KEY and OPNSENSE_API_SECRET (or OPNSENSE_API_KEY_FILE) against System > Access > Users, and that the user is not disabled or expired.',
      );
    case 403:
      return new OpnError('OPN_FORBIDDEN', `The API user has no privilege for ${target}.`, privilegeHint(asked.openers));
    case 404:
      return new OpnError('OPN_NO_ENDPOINT', `The firewall has no endpoint ${target}.`);
    case 411:
    case 413:
    case 431:
      return new OpnError('OPN_REFUSED', `The firewall's web server refused the request to ${target}: ${TOO_MUCH[status]}.`);
    default:
      return new OpnError('OPN_REFUSED', `The firewall refused ${target} (HTTP ${status})${saying(messageOf(answer.body))}.`);
  }
}

const TOO_MUCH: Readonly<Record<number, string>> = {
  411: 'it carried no length (HTTP 411)',
  413: 'it is too large (HTTP 413)',
  431: 'its header is too large (HTTP 431)',
};

function privilegeHint({ privileges, onlyAllPagesOn }: Openers): string {
  const where = 'System > Access > Users (or Groups)';
  if (onlyAllPagesOn !== undefined) return `Only 'All pages' grants it on OPNsense ${onlyAllPagesOn}, and that grants everything: better do without it.`;
  if (privileges.length === 0) return `Give the user the privilege of the page that shows this in the web GUI, under ${where}.`;
  const [narrowest = '', ...others] = privileges.slice(0, 3).map((name) => `'${name}'`);
  return `Give the user the privilege ${narrowest}${others.length === 0 ? '' : ` (or the wider ${others.join(' or ')})`} under ${where}.`;
}

function redirected(answer: WireAnswer, target: string): OpnError {
  const location = answer.headers['location'] ?? '';
  if (location.startsWith('/?url=')) {
    return new OpnError(
      'OPN_UNAUTHORIZED',
      `The firewall sent ${target} to its login page: the Authorization header did not reach it.`,
      'A proxy between this server and the firewall strips it; let OPNSENSE_URL name the firewall itself.',
    );
  }
  const to = location === '' ? '' : ` to ${legible(location.replace(/[?#].*$/, ''), 120)}`;
  return new OpnError(
    'OPN_BAD_ANSWER',
    `${target} was redirected${to} (HTTP ${answer.status}); redirects are not followed with credentials.`,
    'Let OPNSENSE_URL name the address that answers without a redirect.',
  );
}

function faulty(answer: WireAnswer, asked: Asked): OpnError {
  const { target } = asked;
  const body = looseJson(answer.body);
  const text = words(body?.['errorMessage']);
  const title = words(body?.['errorTitle']);
  // An errorTitle marks a refusal meant for the user; a crash has none. The texts are translated, the privilege's id is not.
  if (body !== undefined && 'errorTitle' in body) {
    const reason = titled(title, text);
    if (reason.includes('user-config-readonly')) {
      return new OpnError(
        'OPN_FORBIDDEN',
        `The API user may not change anything: ${target} answered '${reason}'.`,
        "Take the privilege 'System: Deny config write' from the user, or use another key.",
      );
    }
    // A deletion is refused like this only because something uses the object; the titles differ and are translated.
    if ((isDelete(target) && !/general access/i.test(title)) || /\bin use\b/i.test(reason)) {
      return new OpnError('OPN_IN_USE', `The firewall keeps the object of ${target}: ${reason}`, 'Remove it from where it is used first.');
    }
    return new OpnError('OPN_REFUSED', `The firewall refused ${target}: ${reason === '' ? 'it gave no reason' : reason}`);
  }
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) {
    return new OpnError(
      'OPN_FIREWALL_FAULT',
      `The web server answered ${target} with HTTP ${answer.status}: the API behind it is not ready.`,
      'It may be starting or overloaded; try again in a moment.',
    );
  }
  return new OpnError(
    'OPN_FIREWALL_FAULT',
    `The firewall failed on ${target} (HTTP ${answer.status})${saying(text)}.`,
    'Often a service behind it is not running or the object no longer exists; details are in System > Log Files > Backend and General on the firewall.',
  );
}

const isDelete = (target: string): boolean => /^[^/]+\/[^/]+\/del/i.test(target);

// -- bodies ------------------------------------------------------------------------------------------------------------

function judgeText(answer: WireAnswer, asked: Asked): string {
  const body = answer.body.trimStart();
  if (isHtml(body)) throw htmlPage(asked);
  if (contentType(answer) === 'application/json') {
    const value = looseJson(body);
    if (value !== undefined) {
      refuseErrorMessage(value, asked);
      if (asked.kind === 'write') refuseUnlessDone(value, asked);
      else refuseFailedRead(value, asked);
    }
  } else if (asked.kind === 'write' && answer.body === '') {
    throw new OpnError('OPN_REFUSED', `The firewall did not report that ${asked.target} was done: it answered nothing.`, READ_BACK);
  }
  return answer.body;
}

/** A file; where there is none, OPNsense answers an empty page. */
function judgeBytes(answer: WireAnswer, { target }: Asked): Uint8Array {
  if (answer.body !== '' && contentType(answer) === 'application/octet-stream') return new Uint8Array(Buffer.from(answer.body, 'latin1'));
  throw new OpnError('OPN_BAD_ANSWER', `The firewall answered ${target} with no file.`, 'What it was to be made of may be gone; try again.');
}

function parsed(answer: WireAnswer, asked: Asked): unknown {
  const body = answer.body.trim();
  if (body === '') {
    throw new OpnError(
      'OPN_BAD_ANSWER',
      `The firewall answered ${asked.target} with nothing.`,
      'It does not know the action, or the service behind it gave no data; see System > Log Files > Backend on the firewall.',
    );
  }
  if (isHtml(body)) throw htmlPage(asked);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const json = contentType(answer) === 'application/json' || /^[[{]/.test(body);
    throw new OpnError(
      'OPN_BAD_ANSWER',
      json ? `The answer to ${asked.target} was cut off or is not valid JSON.` : `The answer to ${asked.target} is not JSON.`,
      'Try again; if it stays so, see whether a proxy changes the answers.',
    );
  }
  if (typeof value !== 'object' || value === null) {
    throw new OpnError(
      'OPN_BAD_ANSWER',
      `The firewall answered ${asked.target} with ${value === null ? 'null' : `a ${typeof value}`} instead of data.`,
      'The service behind it gave no data; see System > Log Files > Backend on the firewall.',
    );
  }
  return value;
}

const contentType = (answer: WireAnswer): string => (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

// lighttpd's own error pages are XHTML with an XML declaration in front.
const isHtml = (body: string): boolean => /^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(body.slice(0, 400).trimStart());

function htmlPage(asked: Asked): OpnError {
  return new OpnError(
    'OPN_BAD_ANSWER',
    `A web page came back for ${asked.target} instead of an API answer.`,
    'See that OPNSENSE_URL is the address of the OPNsense web GUI itself, not of a proxy, portal or another device.',
  );
}

// -- answers that say no -----------------------------------------------------------------------------------------------

function refuseErrorMessage(value: Json, asked: Asked): void {
  const text = words(value['errorMessage']);
  if (text === '') return;
  const title = words(value['errorTitle']);
  throw new OpnError('OPN_REFUSED', `The firewall refused ${asked.target}: ${titled(title, text)}`);
}

// A read may carry `status` as data (a service is stopped, an update failed); only an answer that is nothing but the refusal is one.
function refuseFailedRead(value: Json, asked: Asked): void {
  refuseValidations(value, asked);
  const result = words(value['result']).toLowerCase();
  if (isMissing(result)) throw notFound(asked);
  const bare = Object.keys(value).every((key) => key === 'status' || key === 'message');
  const failed = result === 'failed' || (bare && /^(failed|error)$/i.test(words(value['status'])));
  if (failed) throw new OpnError('OPN_REFUSED', `The firewall did not answer ${asked.target}${saying(words(value['message']))}.`);
}

function refuseValidations(value: Json, asked: Asked): void {
  const reasons = fieldReasons(value['validations'], asked.isSecretField ?? (() => false));
  if (reasons.length === 0) return;
  const shown = reasons.slice(0, MOST_REASONS);
  const more = reasons.length > shown.length ? `; and ${reasons.length - shown.length} more` : '';
  throw new OpnError('OPN_REJECTED', `The firewall rejected the values of ${asked.target}: ${shown.join('; ')}${more}`, asked.kind === 'write' ? 'Nothing was saved. Correct the fields named above.' : 'Correct the values named above.');
}

const MOST_REASONS = 20;

// {"rule.source_net": "text"} or a list of texts; importing a file answers a list of {sequence, field, message}.
function fieldReasons(validations: unknown, isSecret: NonNullable<Asked['isSecretField']>): string[] {
  // The firewall quotes the refused value, which may be the secret itself.
  const shown = (field: string, text: string): string => (isSecret(field.toLowerCase().split('.')) ? 'refused (the reason is not shown: it may quote the secret)' : text);
  if (typeof validations === 'string' && validations !== '') return [legible(validations)];
  if (Array.isArray(validations)) {
    return validations.map((entry: unknown) => {
      if (!isObject(entry)) return legible(String(entry));
      const line = words(entry['sequence']);
      return `${line === '' ? '' : `line ${line}, `}${legible(words(entry['field']), 80)}: ${shown(words(entry['field']), words(entry['message']))}`;
    });
  }
  if (!isObject(validations)) return [];
  return Object.entries(validations).map(([field, reason]) => {
    const texts = (Array.isArray(reason) ? reason : [reason]).map((text: unknown) => words(text)).filter((text) => text !== '');
    return `${fieldName(field)}: ${shown(field, texts.length === 0 ? 'refused' : texts.join(', '))}`;
  });
}

// The first part is the wrapper of the request, which the caller never sees.
function fieldName(field: string): string {
  const dot = field.indexOf('.');
  return legible(dot < 0 ? field : field.slice(dot + 1), 80);
}

function refuseUnlessSearch(value: unknown, asked: Asked): void {
  const fits = isObject(value) && Array.isArray(value['rows']) && value['rows'].every(isObject) && Number.isInteger(value['total']);
  if (fits) return;
  throw new OpnError('OPN_BAD_ANSWER', `The answer to ${asked.target} is not the result of a search: it lacks rows or their number.`, 'Check that OPNSENSE_URL names an OPNsense firewall, and its log for errors.');
}

// -- what counts as done -----------------------------------------------------------------------------------------------

const DONE = /^(?:ok|done|saved|deleted|enabled|disabled|reverted|success|killed \d+ states?)$/i;
const FAILED = /^(?:failed|failure|error\b.*|execute error|unavailable|unknown .*|action not allowed.*|access denied|permission denied)$/i;
const READ_BACK = 'Read back what the firewall has now before trying again.';

/** The fields in which OPNsense reports what became of a request. */
const REPORTS = ['result', 'status', 'response', 'message'] as const;

function refuseUnlessDone(value: unknown, asked: Asked): void {
  if (!isObject(value)) {
    throw new OpnError('OPN_REFUSED', `The firewall did not do ${asked.target}: it answered an empty list.`, 'It does not act on that request.');
  }
  refuseValidations(value, asked);
  const reports = REPORTS.filter((field) => field in value).map((field) => value[field]);
  const said = reports.map(words).filter((text) => text !== '');
  if (said.some((text) => isMissing(text.toLowerCase()))) throw notFound(asked);
  const failure = said.find((text) => FAILED.test(text));
  if (failure !== undefined) {
    const others = said.filter((text) => text !== failure);
    throw new OpnError('OPN_REFUSED', `The firewall did not do ${asked.target}: ${[failure, ...others].join(', ')}`, WHY_FAILED);
  }
  if (said.some((text) => DONE.test(text)) || reports.some(isBlankSuccess) || isUuid(value['uuid']) || isImport(value)) return;
  if (reports.length > 0 && said.length === 0) {
    throw new OpnError('OPN_REFUSED', `The firewall did not report that ${asked.target} was done: its back end answered nothing.`, READ_BACK);
  }
  const answered = said.length > 0 ? `'${said.join("', '")}'` : `only ${legible(Object.keys(value).join(', ') || 'an empty object', 120)}`;
  throw new OpnError('OPN_BAD_ANSWER', `The answer to ${asked.target} does not report success: it says ${answered}.`, READ_BACK);
}

const WHY_FAILED = 'It gives no reason; often the object does not exist, or a value has the wrong form.';

// configd: "" is a failure or a timeout, "\n\n" is a command that succeeded without saying anything.
const isBlankSuccess = (report: unknown): boolean => typeof report === 'string' && report !== '' && report.trim() === '';

const isUuid = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

const isImport = (value: Json): boolean => typeof value['inserted'] === 'number' && typeof value['updated'] === 'number';

const isMissing = (report: string): boolean => report === 'not found' || report === 'not_found';

function notFound(asked: Asked): OpnError {
  return new OpnError('OPN_NOT_FOUND', `The firewall has no object ${asked.target.split('/').slice(3).join('/') || 'of that name'} (${asked.target}).`);
}

// -- words -------------------------------------------------------------------------------------------------------------

function words(value: unknown): string {
  if (typeof value === 'string') return legible(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

// Some titles end in a colon: 'Item in use by:'.
const titled = (title: string, text: string): string => [title.replace(/:$/, ''), text].filter((part) => part !== '').join(': ');

const saying = (text: string): string => (text === '' ? '' : `: ${text.replace(/\.$/, '')}`);

const messageOf = (body: string): string => {
  const value = looseJson(body);
  return words(value?.['errorMessage']) || words(value?.['message']);
};

function looseJson(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

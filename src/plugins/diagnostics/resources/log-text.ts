import { type FirewallApi } from '../../../ports';
import { type LogFileLine, type LogName, searchLogFile } from '../log-files';

/** As many lines as the firewall gives at once. */
const MOST_LINES = 9999;

/** A log as a text, newest line first; `search` as words that a line has to hold. */
export async function logText(firewall: FirewallApi, log: LogName, search = ''): Promise<string> {
  const { lines } = await searchLogFile(firewall, { log, search, limit: MOST_LINES });
  return lines.map(toText).join('');
}

function toText({ time, severity, process, text }: LogFileLine): string {
  return `${[time, severity, process].filter(each => each !== undefined).join(' ')}: ${text.trimEnd()}\n`;
}

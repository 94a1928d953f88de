import { type ConfigDocument } from '../config-document';

/** What the anti-lockout rules let in: the interface they are on, and the ports of web GUI and SSH. */
export interface AntiLockout {
  readonly key: string;
  readonly ports: readonly string[];
}

/** The anti-lockout rules of a configuration; undefined when they are off or no interface can have them. */
export function antiLockout(document: ConfigDocument): AntiLockout | undefined {
  if (document.find('system/webgui/noantilockout') !== undefined) return undefined;
  const real = (document.find('interfaces')?.children ?? []).filter(node => !node.children.some(({ name }) => name === 'virtual'));
  const named = real.map(({ name }) => name).filter(name => /^(?:lan|opt\d+|wan)$/.test(name));
  const [key] = named.sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  if (key === undefined) return undefined;
  const isHttps = document.text('system/webgui/protocol') === 'https';
  const redirects = isHttps && document.find('system/webgui/disablehttpredirect') === undefined ? ['80'] : [];
  const ssh = document.find('system/ssh/enabled') === undefined ? [] : [document.text('system/ssh/port') || '22'];
  return { key, ports: [webGuiPort(document), ...redirects, ...ssh].sort((left, right) => Number(left) - Number(right)) };
}

/** The port that web GUI and API listen on. */
export function webGuiPort(document: ConfigDocument): string {
  return document.text('system/webgui/port') || (document.text('system/webgui/protocol') === 'http' ? '80' : '443');
}

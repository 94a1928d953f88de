import { type Call, OpnError } from '../../ports';
import { quoted } from '../plain-text';
import { type Contents, type ResourceEntry } from '../served-resources';
import { type ToolHost, type ToolServer } from '../tool-server';

const SCHEME = 'opnsense://';
const PREFIX = `${SCHEME}firewall/`;

/** The resources of several firewalls: what one has at `opnsense://rules` is at `opnsense://firewall/{firewall}/rules`. */
export class FleetResources implements Pick<ToolServer['resources'], 'list' | 'templates' | 'read'> {
  constructor(
    private readonly hub: ToolServer,
    private readonly names: readonly string[],
    private readonly open: (name: string) => Promise<ToolHost>,
  ) {}

  /** Those of the server itself. */
  list(): readonly ResourceEntry[] {
    return this.hub.resources.own();
  }

  templates(): readonly ResourceEntry[] {
    const own = new Set(this.list().map(({ uri }) => uri));
    const single = this.hub.resources.list().filter(({ uri }) => !own.has(uri));
    return [...single, ...this.hub.resources.templates()].map(entry => ({ ...entry, uri: ofFirewall('{firewall}', entry.uri) }));
  }

  async read(uri: string, call: Call): Promise<Contents> {
    if (!uri.startsWith(PREFIX)) return this.hub.resources.read(uri, call);
    const [name = '', ...rest] = uri.slice(PREFIX.length).split('/');
    if (!this.names.includes(name)) throw new OpnError('OPN_NOT_FOUND', `There is no firewall ${quoted(name)}.`, `There are: ${this.names.join(', ')}.`);
    const contents = await (await this.open(name)).resources.read(`${SCHEME}${rest.join('/')}`, call);
    return { ...contents, uri };
  }
}

/** The template of a resource of several firewalls as a single one has it; undefined for another. */
export function ofSingle(template: string): string | undefined {
  const prefix = ofFirewall('{firewall}', SCHEME);
  return template.startsWith(prefix) ? `${SCHEME}${template.slice(prefix.length)}` : undefined;
}

const ofFirewall = (name: string, uri: string): string => `${PREFIX}${name}/${uri.slice(SCHEME.length)}`;

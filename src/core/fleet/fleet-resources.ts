import { type Call, OpnError } from '../../ports';
import { isOffered } from '../offered';
import { quoted } from '../plain-text';
import { besideTools, type DescribedResource, isFamily } from '../registered-resource';
import { type DescribedTool } from '../registered-tool';
import { type Contents, entryOf, type ResourceEntry } from '../served-resources';
import { type ToolHost, type ToolServer } from '../tool-server';

const SCHEME = 'opnsense://';
const PREFIX = `${SCHEME}firewall/`;
const ANY = '{firewall}';

/** A firewall whose resources are offered. */
export interface ResourceOwner {
  readonly name: string;
  /** True for a tool that it has. */
  has(tool: DescribedTool): boolean;
}

/** The resources of several firewalls: what one has at `opnsense://rules` is at `opnsense://firewall/NAME/rules`. */
export class FleetResources implements Pick<ToolServer['resources'], 'list' | 'templates' | 'read' | 'has'> {
  constructor(
    private readonly hub: ToolServer,
    private readonly owners: readonly ResourceOwner[],
    private readonly open: (name: string) => Promise<ToolHost>,
  ) {}

  /** Those of the server itself, then those of each firewall. */
  list(): readonly ResourceEntry[] {
    const single = this.registered(false);
    return [...this.hub.resources.own(), ...this.owners.flatMap(owner => single.filter(resource => this.isOf(owner, resource)).map(resource => ofFirewall(owner.name, entryOf(resource), ` of ${owner.name}`)))];
  }

  /** Families of resources that at least one firewall has; the first variable is its name. */
  templates(): readonly ResourceEntry[] {
    return this.registered(true).filter(resource => this.owners.some(owner => this.isOf(owner, resource))).map(resource => ofFirewall(ANY, entryOf(resource)));
  }

  async read(uri: string, call: Call): Promise<Contents> {
    if (!uri.startsWith(PREFIX)) return this.hub.resources.read(uri, call);
    const { name, single } = addressed(uri);
    if (!this.owners.some(owner => owner.name === name)) throw new OpnError('OPN_NOT_FOUND', `There is no firewall ${quoted(name)}.`, `There are: ${this.owners.map(owner => owner.name).join(', ')}.`);
    const contents = await (await this.open(name)).resources.read(single, call);
    return { ...contents, uri };
  }

  has(uri: string): boolean {
    if (!uri.startsWith(PREFIX)) return this.hub.resources.own().some(own => own.uri === uri);
    const { name, single } = addressed(uri);
    const owner = this.owners.find(each => each.name === name);
    return owner !== undefined && this.hub.registry.resources().some(resource => resource.template.match(single) !== undefined && this.isOf(owner, resource));
  }

  private registered(isTemplate: boolean): readonly DescribedResource[] {
    return this.hub.registry.resources().filter(resource => isFamily(resource) === isTemplate);
  }

  private isOf(owner: ResourceOwner, resource: DescribedResource): boolean {
    return isOffered(this.hub.registry, besideTools(resource), tool => owner.has(tool));
  }
}

/** The firewall that a URI is about, and what that itself calls the resource. */
function addressed(uri: string): { readonly name: string; readonly single: string } {
  const [name = '', ...rest] = uri.slice(PREFIX.length).split('/');
  return { name, single: `${SCHEME}${rest.join('/')}` };
}

/** What a firewall itself calls a resource, or the template of some; undefined for one of another firewall, or of none. */
export function ofSingle(uri: string, firewall = ANY): string | undefined {
  const prefix = `${PREFIX}${firewall}/`;
  return uri.startsWith(prefix) ? `${SCHEME}${uri.slice(prefix.length)}` : undefined;
}

function ofFirewall(firewall: string, entry: ResourceEntry, suffix = ''): ResourceEntry {
  return { ...entry, name: suffix === '' ? entry.name : `${firewall}-${entry.name}`, title: `${entry.title}${suffix}`, uri: uriOf(firewall, entry.uri) };
}

/** Where a resource of one firewall is among several. */
export function uriOf(firewall: string, uri: string): string {
  return `${PREFIX}${firewall}/${uri.slice(SCHEME.length)}`;
}

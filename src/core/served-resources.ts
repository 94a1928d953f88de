import { type Body, type Call, OpnError, type Redactor } from '../ports';
import { withinBudget } from './budget';
import { parseInput } from './input';
import { quoted } from './plain-text';
import { type PluginCalls } from './plugin-calls';
import { type DescribedResource, isFamily } from './registered-resource';
import { withinItsTime } from './time-limit';

/** Bytes that a resource may have; hosts show it to models as a whole. */
const LARGEST = 1024 * 1024;

/** What a client reads. */
export type Contents = Body & {
  readonly uri: string;
  readonly mediaType: string;
};

/** What a list of resources says of one. */
export interface ResourceEntry {
  /** Its URI, or the template of one. */
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mediaType: string;
}

/** A text of the server itself. */
export interface OwnResource extends ResourceEntry {
  text(): string;
}

/** The resources of one server, as its clients may read them. */
export class ServedResources {
  constructor(
    private readonly texts: readonly OwnResource[],
    /** What the operator lets clients read. */
    private readonly registered: () => readonly DescribedResource[],
    /** False for what the firewall is known to lack. */
    private readonly isListed: (resource: DescribedResource) => boolean,
    private readonly calls: PluginCalls,
    private readonly redactor: () => Pick<Redactor, 'redact' | 'text'>,
  ) {}

  /** Those of the server itself. */
  own(): readonly ResourceEntry[] {
    return this.texts.map(({ text: _text, ...entry }) => entry);
  }

  /** Single resources, the server's own first. */
  list(): readonly ResourceEntry[] {
    return [...this.own(), ...this.listed(false)];
  }

  /** Families of resources; `uri` is their template. */
  templates(): readonly ResourceEntry[] {
    return this.listed(true);
  }

  /** True for a URI that can be read, as far as its form tells. */
  has(uri: string): boolean {
    return this.texts.some(each => each.uri === uri) || this.registered().some(({ template }) => template.match(uri) !== undefined);
  }

  /** Redacted, and cut at 1 MB; rejects with OPN_NOT_FOUND for a URI that no resource has. */
  async read(uri: string, call: Call): Promise<Contents> {
    const own = this.texts.find(each => each.uri === uri);
    if (own !== undefined) return { uri, mediaType: own.mediaType, text: own.text() };
    for (const resource of this.registered()) {
      const values = resource.template.match(uri);
      if (values !== undefined) return { uri, mediaType: resource.facts.mediaType, ...this.shown(await this.answer(resource, values, call)) };
    }
    throw new OpnError('OPN_NOT_FOUND', `There is no resource ${quoted(uri)}.`, 'resources/list and resources/templates/list name them all.');
  }

  private listed(isTemplate: boolean): readonly ResourceEntry[] {
    return this.registered().filter(resource => isFamily(resource) === isTemplate && this.isListed(resource)).map(entryOf);
  }

  private async answer(resource: DescribedResource, values: Readonly<Record<string, string>>, call: Call): Promise<unknown> {
    const { variables, called } = await resource.load();
    const given = variables === undefined ? undefined : parseInput(called.name, variables.target, variables.schema, values);
    return withinItsTime(called, call, own => this.calls.run(called, own, {}, (instance: { read(given?: object): Promise<unknown> }) => instance.read(given)));
  }

  private shown(answer: unknown): Body {
    if (typeof answer === 'string') return { text: cut(this.redactor().text(answer)) };
    if (answer instanceof Uint8Array) return { data: whole(answer) };
    const shown = this.redactor().redact(answer);
    if (typeof shown !== 'object' || shown === null) throw new OpnError('OPN_INTERNAL', 'The resource answered with neither an object, a text nor bytes.', 'Report this defect of the plugin.');
    return { text: JSON.stringify(Array.isArray(shown) ? shown : withinBudget(shown as Record<string, unknown>, undefined, LARGEST)) };
  }
}

/** A resource as lists show it. */
export function entryOf({ facts: { name, title, description, mediaType }, template }: DescribedResource): ResourceEntry {
  return { uri: template.text, name, title, description, mediaType };
}

/** Half a picture is none. */
function whole(data: Uint8Array): Uint8Array {
  if (data.byteLength <= LARGEST) return data;
  throw new OpnError('OPN_REFUSED', `It has ${String(data.byteLength)} bytes, more than a resource may have (${String(LARGEST)}).`);
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= LARGEST) return text;
  const kept = Buffer.from(text).subarray(0, LARGEST).toString('utf8').replace(/�$/, '');
  return `${kept}\n[cut: ${String(Buffer.byteLength(text))} bytes are more than a resource may have]`;
}

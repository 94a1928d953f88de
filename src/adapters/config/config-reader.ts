import { configDownload } from '../../core';
import { type Clock, type ConfigSection, type ConfigValue, type FirewallApi, type FirewallConfig, OpnError } from '../../ports';
import { parseXml, writeXml, type XmlElement } from '../xml';
import { childrenByName, sectionValue } from './config-value';
import { knownSecrets } from './known-secrets';

/** Redacts a configuration's root element; with `reveal` it only takes out our own credentials and invisible characters. */
export interface ElementRedactor {
  element(root: XmlElement, options?: { readonly reveal?: boolean }): XmlElement;
  text(text: string): string;
}

/** How long a fetched configuration is used, in milliseconds. */
export const CONFIG_LIFETIME_MS = 60_000;

interface Snapshot {
  /** Redacted, and the only thing kept: texts cut out of the download would keep all of it in memory. */
  readonly xml: string;
  /** Read from `xml` when first asked for. */
  root?: XmlElement;
  /** Bytes that each child of the root takes in the download. */
  readonly sizes: readonly number[];
  readonly knownSecrets: readonly string[];
  readonly fetchedAt: number;
}

/** The firewall's configuration: downloaded once for all parallel callers, kept only redacted, for a minute. */
export class ConfigReader implements FirewallConfig {
  #cached: Snapshot | undefined;
  #pending: Promise<Snapshot> | undefined;
  /** How many downloads have begun. */
  #begun = 0;
  /** Number of the download that is cached, or of the last that began before all was forgotten: none that began earlier takes its place. */
  #settled = 0;

  constructor(
    private readonly api: FirewallApi,
    private readonly redactor: ElementRedactor,
    private readonly clock: Clock,
  ) {}

  async sections(options: { readonly fresh?: boolean } = {}): Promise<readonly ConfigSection[]> {
    const snapshot = await this.#snapshot(options.fresh);
    return sectionsOf(treeOf(snapshot), snapshot.sizes);
  }

  async section(path: string, options: { readonly reveal?: boolean; readonly fresh?: boolean } = {}): Promise<ConfigValue | undefined> {
    const root = options.reveal === true ? await this.#revealed() : treeOf(await this.#snapshot(options.fresh));
    return sectionValue(root, path);
  }

  async xml(options: { readonly reveal?: boolean } = {}): Promise<string> {
    return options.reveal === true ? writeXml(await this.#revealed()) : (await this.#snapshot()).xml;
  }

  async knownSecrets(): Promise<readonly string[]> {
    return (await this.#snapshot()).knownSecrets;
  }

  age(): number | undefined {
    const cached = this.#usable();
    return cached && (this.clock.now() - cached.fetchedAt) / 1000;
  }

  forget(): void {
    this.#cached = undefined;
    this.#pending = undefined;
    this.#settled = this.#begun;
  }

  async #revealed(): Promise<XmlElement> {
    return this.redactor.element((await this.#download()).root, { reveal: true });
  }

  #usable(): Snapshot | undefined {
    if (this.#cached !== undefined && this.clock.now() - this.#cached.fetchedAt >= CONFIG_LIFETIME_MS) this.#cached = undefined;
    return this.#cached;
  }

  async #snapshot(fresh = false): Promise<Snapshot> {
    // One that began before the question may predate what was just saved.
    if (fresh) return this.#fetch(true);
    return this.#usable() ?? this.#pending ?? this.#fetch();
  }

  async #fetch(anew = false): Promise<Snapshot> {
    this.#begun += 1;
    const number = this.#begun;
    const pending = this.#load(anew);
    this.#pending = pending;
    try {
      const snapshot = await pending;
      // forgotten meanwhile: it may predate a change, so it serves only those who asked before
      if (number > this.#settled) {
        this.#cached = snapshot;
        this.#settled = number;
      }
      return snapshot;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  async #load(anew: boolean): Promise<Snapshot> {
    const fetchedAt = this.clock.now();
    const { source, root } = await this.#download(anew);
    // As text, too, so that what leaves the server is what was measured and cut here.
    const xml = this.redactor.text(writeXml(this.redactor.element(root)));
    return { xml, sizes: root.children.map(child => Buffer.byteLength(source.slice(child.start, child.end))), knownSecrets: knownSecrets(root).map(path => this.redactor.text(path)), fetchedAt };
  }

  async #download(anew = false): Promise<{ readonly source: string; readonly root: XmlElement }> {
    const source: unknown = await this.api.read(configDownload, { path: ['this'] }, { anew });
    if (source === '') {
      throw new OpnError('OPN_BAD_ANSWER', 'The firewall has no saved configuration in its history.', 'Save anything once in the web GUI; that makes the first entry (System > Configuration > History).');
    }
    const root = typeof source === 'string' ? parseXml(source) : undefined;
    if (root?.name !== 'opnsense' || typeof source !== 'string') {
      throw new OpnError('OPN_BAD_ANSWER', 'The downloaded file is not an OPNsense configuration: its root element is not <opnsense>.');
    }
    return { source, root };
  }
}

function treeOf(snapshot: Snapshot): XmlElement {
  snapshot.root ??= parseXml(snapshot.xml);
  return snapshot.root;
}

function sectionsOf(root: XmlElement, sizes: readonly number[]): ConfigSection[] {
  const bytes = new Map(root.children.map((child, index) => [child, sizes[index] ?? 0]));
  return [...childrenByName(root)].map(([name, elements]) => ({
    name,
    bytes: elements.reduce((sum, element) => sum + (bytes.get(element) ?? 0), 0),
    count: elements.length,
    children: [...new Set(elements.flatMap(element => element.children.map(child => child.name)))],
  }));
}

import { OpnError, type Change, type EndpointFacts, type FirewallApi, type InverseStep, type ReadEndpoint, type Release, type SearchAnswer, type WriteEndpoint } from '../ports';
import { EVERY_ROW, reads, searches, writes } from './endpoints';
import { type Shape, shape } from './shape';

/** A page of what a search found. */
export interface Page<Noun> {
  readonly items: readonly Noun[];
  /** Matches on the firewall, not items on this page. */
  readonly total: number;
}

/** What a search is asked for. */
export interface PageRequest {
  readonly search: string;
  readonly limit: number;
  /** 1-based. */
  readonly page: number;
}

/** One item as `get` answers it: option fields are maps of key to `{value, selected}`. */
export type GotItem = Readonly<Record<string, unknown>>;

/** How OPNsense spells one family of items. */
export interface CollectionSpelling {
  /** `module/controller`. */
  readonly controller: string;
  /** The word in the action names: `item` in `search_item`, `rule` in `add_rule`. */
  readonly action: string;
  /** The word in the name of the search, where it is another: `jobs` in `search_jobs`. */
  readonly searched?: string;
  /** What stands between verb and word where it is no underscore: nothing in `addmailer`. */
  readonly joint?: '';
  /** The key that wraps one item in requests and answers. */
  readonly wrapper: string;
  /** What people call one item. */
  readonly noun: string;
  readonly facts?: Partial<Pick<EndpointFacts, 'since' | 'until' | 'package' | 'camelUntil'>>;
  /** What every row has; a uuid unless said otherwise. */
  readonly row?: Shape;
  /** A field that every item has, where `get` answers an unknown uuid with an item that lacks it. */
  readonly always?: string;
  /** What joins the entries of a list field where it is not a comma. */
  readonly joints?: Readonly<Record<string, string>>;
  /** True when what was loaded of an item stays loaded until the item itself is changed or deleted: a restored configuration alone does not take it away. */
  readonly lingers?: boolean;
  /** Up to this release some privileges grant the search only in camelCase. */
  readonly camelSearchUntil?: Release;
}

const ANY_ROW = shape.object({ uuid: shape.name });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What OPNsense answers to a save. */
export interface SaveAnswer {
  readonly result: string;
  readonly uuid?: string;
}

/** A family of configuration items (search, get, add, set, del): its endpoints, and the safe way to use each. */
export class Collection<Row extends object, Noun> {
  readonly search: ReadEndpoint<SearchAnswer<Row>>;
  readonly get: ReadEndpoint<Readonly<Record<string, GotItem>> | readonly never[]>;
  readonly add: WriteEndpoint<SaveAnswer>;
  readonly set: WriteEndpoint<SaveAnswer>;
  readonly del: WriteEndpoint<SaveAnswer>;

  constructor(
    private readonly spelling: CollectionSpelling,
    private readonly toNoun: (row: Row) => Noun,
  ) {
    const { camelSearchUntil, searched = spelling.action, joint = '_' } = spelling;
    const at = (verb: string, word = spelling.action): string => `${spelling.controller}/${verb}${joint}${word}`;
    this.search = searches(at('search', searched), { shape: spelling.row ?? ANY_ROW, ...spelling.facts, ...(camelSearchUntil === undefined ? {} : { camelUntil: camelSearchUntil }) });
    this.get = reads(at('get'), { ...spelling.facts });
    this.add = writes(at('add'), { ...spelling.facts });
    this.set = writes(at('set'), { ...spelling.facts });
    this.del = writes(at('del'), { ...spelling.facts });
  }

  /** One page, filtered and counted by the firewall. */
  async list(firewall: FirewallApi, { search, limit, page }: PageRequest): Promise<Page<Noun>> {
    const answer = await firewall.read(this.search, { body: { current: page, rowCount: limit, searchPhrase: search } });
    return { items: answer.rows.map(this.toNoun), total: answer.total };
  }

  /** The item as flat values that `set` takes; rejects with OPN_NOT_FOUND, because on OPNsense `set` would create it. */
  async existing(firewall: FirewallApi, uuid: string): Promise<Readonly<Record<string, unknown>>> {
    const { always, joints, noun } = this.spelling;
    const item = await this.got(firewall, uuid);
    if (item === undefined || (always !== undefined && item[always] === undefined)) {
      throw new OpnError('OPN_NOT_FOUND', `There is no ${noun} ${uuid}.`, 'Take the uuid from the list tool; it may have been deleted meanwhile.');
    }
    return flatValues(item, joints);
  }

  /** Adds an item and gives its uuid; undone by deleting it. */
  async create(change: Change, values: Readonly<Record<string, unknown>>): Promise<string> {
    const answer = await change.save(this.add, { body: { [this.spelling.wrapper]: values } }, ({ uuid }) => {
      if (uuid === undefined || !UUID.test(uuid)) throw new OpnError('OPN_BAD_ANSWER', `The answer to ${this.add.path} names no uuid.`);
      return [{ endpoint: this.del, request: { path: [uuid] }, ...this.unloads }];
    });
    return answer.uuid ?? '';
  }

  /** Sends the named values of an existing item; undone by sending their former values. */
  async update(firewall: FirewallApi, change: Change, uuid: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.change(change, uuid, values, await this.existing(firewall, uuid));
  }

  /** The same for an item whose former values, as `existing` gives them, were read already. */
  async change(change: Change, uuid: string, values: Readonly<Record<string, unknown>>, former: Readonly<Record<string, unknown>>): Promise<void> {
    await change.save(this.set, { path: [uuid], body: { [this.spelling.wrapper]: values } }, () => [
      { endpoint: this.set, request: { path: [uuid], body: { [this.spelling.wrapper]: formerOf(values, former) } }, ...this.unloads },
    ]);
  }

  /** Deletes an existing item, and gives what it was; undone by `set`, which on OPNsense creates it again under the same uuid. */
  async remove(firewall: FirewallApi, change: Change, uuid: string): Promise<Readonly<Record<string, unknown>>> {
    const former = await this.existing(firewall, uuid);
    await this.discard(change, uuid, former);
    return former;
  }

  /** The same for an item whose values, as `existing` gives them, were read already. */
  async discard(change: Change, uuid: string, former: Readonly<Record<string, unknown>>): Promise<void> {
    await change.save(this.del, { path: [uuid] }, () => [
      { endpoint: this.set, request: { path: [uuid], body: { [this.spelling.wrapper]: former } } },
    ]);
  }

  private get unloads(): Pick<InverseStep, 'unloads'> {
    return this.spelling.lingers === true ? { unloads: true } : {};
  }

  private async got(firewall: FirewallApi, uuid: string): Promise<GotItem | undefined> {
    try {
      const answer = await firewall.read(this.get, { path: [uuid] });
      const item: unknown = (answer as Readonly<Record<string, unknown>>)[this.spelling.wrapper];
      if (item === undefined || (typeof item === 'object' && item !== null && !Array.isArray(item))) return item as GotItem | undefined;
      throw new OpnError('OPN_BAD_ANSWER', `The answer to ${this.get.path} holds no ${this.spelling.noun}.`);
    } catch (problem) {
      // Some controllers crash on an unknown uuid (aliases up to 25.7); the list tells such a crash from another.
      if (!(problem instanceof OpnError) || problem.code !== 'OPN_FIREWALL_FAULT') throw problem;
      const { rows } = await firewall.read(this.search, EVERY_ROW);
      if (rows.some(row => 'uuid' in row && row.uuid === uuid)) throw problem;
      return undefined;
    }
  }
}

/** The former values of what is sent, containers included. */
function formerOf(values: Readonly<Record<string, unknown>>, former: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const before = former[name];
      return [name, isContainer(value) && isContainer(before) ? formerOf(value, before) : (before ?? '')];
    }),
  );
}

/** Turns what `get` answers into what `set` takes: the selected keys of an option map joined (with a comma unless said otherwise), twins and empty containers left out. */
export function flatValues(item: GotItem, joints: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (name.startsWith('%')) continue;
    if (typeof value !== 'object' || value === null) values[name] = value;
    else if (isOptionMap(value)) values[name] = selected(value).join(joints[name] ?? ',');
    else if (!Array.isArray(value)) values[name] = flatValues(value as GotItem, joints);
  }
  return values;
}

type OptionMap = Readonly<Record<string, { readonly selected: unknown }>>;

function isOptionMap(value: object): value is OptionMap {
  const options = Object.values(value);
  return options.length > 0 && options.every(option => typeof option === 'object' && option !== null && 'selected' in option);
}

function selected(options: OptionMap): string[] {
  return Object.keys(options).filter(key => key !== '' && Number(options[key]?.selected) === 1);
}

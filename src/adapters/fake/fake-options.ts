import { type Clock, type Release } from '../../ports';
import { type WireOptions } from '../opnsense-api';
import { type Client, type ClientConnection } from './client-connection';
import { type ConfigDocument } from './config-document';
import { type Lesson } from './lesson';
import { type ActionTable } from './machine';
import { type ApiKey, type SampleSize } from './sample';

/** What a fake firewall is made of; everything has a default. */
export interface FakeFirewallOptions {
  /** The release it answers as; 26.7 unless said otherwise. */
  readonly release?: Release;
  /** Its configuration; the sample network unless said otherwise. It is changed by writes. */
  readonly document?: ConfigDocument;
  /** API keys with their secrets; those of the sample unless said otherwise. Users must be in the configuration. */
  readonly keys?: readonly ApiKey[];
  /** Installed plugin packages, such as `os-haproxy`. */
  readonly packages?: readonly string[];
  /** Makes uuids and the sample's secrets reproducible. */
  readonly seed?: number;
  /** How many hosts and rules the sample has. */
  readonly size?: SampleSize;
  /** The time it lives by; without `sleep`, what comes late comes late by the machine's own time. */
  readonly clock?: Pick<Clock, 'now'> & { sleep?(ms: number, signal?: AbortSignal): Promise<void> };
  /** True when nothing was ever saved, as right after the history was emptied; otherwise it starts with the entry of the installation. */
  readonly emptyHistory?: boolean;
  /** Packages of OPNsense that it is taught; they are installed. */
  readonly lessons?: readonly Lesson[];
  /** Actions beside, or instead of, those it was taught. */
  readonly actions?: ActionTable;
  /** Where its clients are: a machine on the LAN unless said otherwise. */
  readonly client?: Client;
  /** Milliseconds that a reboot takes, 60,000 unless said otherwise; with 0 reboot and halt are answered and do nothing. */
  readonly downMs?: number;
  /** Milliseconds until the process that takes back unconfirmed rules can be called off; 0 unless said otherwise. */
  readonly rollbackStartMs?: number;
}

/** How a request is sent. */
export interface FakeSendOptions extends WireOptions {
  /** The connection to use, or a `new` one; otherwise the one that the client keeps, as long as the web server does. */
  readonly connection?: ClientConnection | 'new';
}

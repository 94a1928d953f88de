import { type Release } from '../../ports';
import { type ConfigDocument } from './config-document';

/** Who sends a request, after authentication. */
export interface Caller {
  readonly user: string;
  readonly key: string;
  /** Client address as the firewall sees it. */
  readonly address: string;
}

/** One API request after routing and authentication, as a controller sees it. */
export interface ApiCall {
  readonly method: string;
  /** Module, controller and action in snake_case, whatever spelling was sent. */
  readonly route: string;
  /** Positional arguments after the action, decoded. */
  readonly args: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** The body's fields as PHP would see them in $_POST; empty when there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** What a controller answers: a JSON value, or a raw answer. */
export type ApiAnswer = JsonAnswer | RawAnswer;

/** An answer sent as JSON, 200 unless said otherwise. */
export interface JsonAnswer {
  readonly status?: number;
  readonly json: unknown;
}

/** An answer sent as it is: files, plain text, empty bodies. */
export interface RawAnswer {
  readonly status?: number;
  readonly type: string;
  readonly text: string;
}

/** Answers one action. Throws UserFault for what OPNsense reports as a UserException. */
export type Action = (call: ApiCall, machine: Machine) => ApiAnswer | Promise<ApiAnswer>;

/** The actions of some controllers by route (`module/controller/action` in snake_case). */
export type ActionTable = Readonly<Record<string, Action>>;

/** A refusal that OPNsense words for the user: HTTP 500 with errorMessage and errorTitle. */
export class UserFault extends Error {
  constructor(
    message: string,
    readonly title: string,
  ) {
    super(message);
  }
}

/** The firewall that the controllers act on: one saved configuration, its history, and what runs. */
export interface Machine {
  readonly release: Release;
  /** As the firewall says it, such as `26.7.2`. */
  readonly version: string;
  /** The saved configuration; change it only between `document` reads and `save`. */
  readonly document: ConfigDocument;
  /** Milliseconds since 1970, by the fake's own clock. */
  now(): number;
  /** A fresh uuid, reproducible from the seed. */
  uuid(): string;
  /** Writes the configuration and one history entry; `description` is what OPNsense notes, such as `/api/firewall/alias/add_item made changes`. */
  save(call: ApiCall): void;
  /** True when the OPNsense plugin package (`os-haproxy`) is installed. */
  hasPackage(name: string): boolean;
}

import { type Release } from '../../ports';
import { type ConfigDocument } from './config-document';
import { type History } from './history';
import { type ModelSpec } from './model/model-spec';
import { type RunningState } from './running-state';

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
  /** Path and query as they were sent; OPNsense notes it in the configuration's history. */
  readonly uri: string;
  /** Positional arguments after the action as they were sent: OPNsense does not decode them. */
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
  /** Of a file (`application/octet-stream`), one character a byte. */
  readonly text: string;
  /** More headers, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
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

/** What OPNsense only reports as an unexpected error: HTTP 500 without a title; the message is for whoever reads the fake. */
export class UnexpectedFault extends Error {}

/** What 26.7 means as a warning and words as an unexpected error with a title. */
export class WarningFault extends Error {
  constructor(
    message: string,
    readonly title: string,
  ) {
    super(message);
  }
}

/** Something the fake was not taught, in words: HTTP 501 that names it. */
export class UntaughtFault extends Error {}

/** The firewall that the controllers act on: one saved configuration, its history, and what runs. */
export interface Machine {
  readonly release: Release;
  /** As the firewall says it, such as `26.7.2`. */
  readonly version: string;
  /** The saved configuration; change it only between `document` reads and `save`. */
  readonly document: ConfigDocument;
  /** Models that it was taught beside those it knows, by name. */
  readonly taughtModels: ReadonlyMap<string, ModelSpec>;
  /** Milliseconds since 1970, by the fake's own clock. */
  now(): number;
  /** A fresh uuid, reproducible from the seed. */
  uuid(): string;
  /** Earlier saved configurations. */
  readonly history: History;
  /** What runs and is not in the configuration. */
  readonly running: RunningState;
  /** Writes the configuration and one history entry, noted as `URI made changes`; throws a UserFault for a user who may not write. */
  save(call: ApiCall): void;
  /** The same for an action that does not look whether the user may write. */
  record(call: ApiCall): void;
  /** Lets parts of the firewall (`filter`, `aliases`, …) load what is saved; every action that OPNsense lets reload something does so by itself. */
  load(parts: readonly string[], route: string): void;
  /** Reboots or switches off once the request is answered. */
  power(how: 'reboot' | 'off'): void;
  /** Puts another document in place of the configuration without saving it; for restoring. */
  replace(document: ConfigDocument): void;
  /** Throws what OPNsense throws before a change that a user with `user-config-readonly` may not make. */
  refuseReadOnly(call: ApiCall): void;
  /** True when one of the user's privileges opens the address (path and query, starting with a slash). */
  mayOpen(user: string, uri: string): boolean;
  /** True when the OPNsense plugin package (`os-haproxy`) is installed. */
  hasPackage(name: string): boolean;
}

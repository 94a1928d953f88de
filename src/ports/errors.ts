/** Every error code with what it means to the caller; the documentation's table is generated from this one. */
export const ERROR_CODES = {
  OPN_INVALID_INPUT: 'The arguments do not fit the tool: unknown, missing or out of range. Nothing was sent.',
  OPN_UNKNOWN_TOOL: 'No tool has that name.',
  OPN_WRITES_OFF: 'The operator has not allowed changes (in this domain).',
  OPN_TOOL_OFF: 'The operator has not selected this tool.',
  OPN_SENSITIVE_OFF: 'The operator has not allowed secrets to be shown.',
  OPN_BLOCKED: 'The endpoint is never called by this server: it can halt, reset or lock out the firewall.',
  OPN_NOT_FOUND: 'The object named by the arguments does not exist on the firewall.',
  OPN_REJECTED: 'The firewall refused the values; each field is quoted with its reason. Of a change, nothing was saved.',
  OPN_IN_USE: 'The object is used elsewhere, so the firewall keeps it.',
  OPN_REFUSED: 'The firewall answered that it did not do it, and why.',
  OPN_NOT_MASTER: 'The firewall is the backup of a high-availability pair; changes belong on the master.',
  OPN_UNAUTHORIZED: 'The API key or secret is wrong, or the user is disabled (HTTP 401).',
  OPN_FORBIDDEN: 'The API user lacks the privilege that this endpoint needs (HTTP 403).',
  OPN_NEEDS_RELEASE: 'This OPNsense release does not have what the tool needs.',
  OPN_NEEDS_PLUGIN: 'An OPNsense plugin has to be installed first.',
  OPN_NO_ENDPOINT: 'The firewall has no such endpoint (HTTP 404).',
  OPN_UNREACHABLE: 'No connection to the firewall: name, address, port or network.',
  OPN_TIMEOUT: 'The firewall did not answer in time.',
  OPN_TLS: 'The TLS connection was not trusted, or could not be made.',
  OPN_BAD_ANSWER: 'The answer is not what the API sends: HTML, truncated, or of another shape.',
  OPN_FIREWALL_FAULT: 'The firewall failed internally: HTTP 5xx, or nothing came from the back end behind its API.',
  OPN_CANCELLED: 'The caller called the request off.',
  OPN_BUSY: 'Too many calls are running and waiting.',
  OPN_CONFIG: 'The configuration of this server has problems; all are listed.',
  OPN_PLUGIN: 'A plugin cannot be used, and why.',
  OPN_LOCKOUT: 'Once applied, the change would cut the way to the firewall, so it was not applied; nothing of it is left.',
  OPN_APPROVAL: 'The operator wants a person to approve such a change first; nothing was sent, and the error tells how to go on.',
  OPN_DECLINED: 'A person was asked and did not agree, or did not answer; nothing of the change is left.',
  OPN_EXPIRED: 'It came too late: the change is being, or was, ended; its time was up, or somebody else ended it.',
  OPN_UNDO_FAILED: 'A failed change could not be undone completely; what is left is listed.',
  OPN_INTERNAL: 'A defect in this server; details are in its log.',
} as const;

/** The code of an error, stable across versions. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error of this product: what happened, to which object, and what to do next. Safe to show: carries no secret. */
export class OpnError extends Error {
  override readonly name = 'OpnError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** What the caller can do next. */
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The whole error as one text for a person or a model. */
  describe(): string {
    return this.hint === undefined ? `${this.code}: ${this.message}` : `${this.code}: ${this.message}\n${this.hint}`;
  }
}

export { type Openers } from './answers';
export { OpnsenseApi, type OpnsenseApiOptions } from './api-client';
export { blockedReason, changesSomething } from './blocked';
export { Credentials } from './credentials';
export { loggedWire } from './logged-wire';
export { sharedReads } from './shared-reads';
export { inCamelCase } from './request-path';
export { VERSION_ENDPOINTS } from './version';
export { type Wire, type WireAnswer, type WireOptions, type WireRequest } from './wire';

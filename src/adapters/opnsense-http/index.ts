export { connect } from './connect';
export { failure, type Phase, timedOut } from './failures';
export { HttpsWire, type HttpsWireOptions } from './https-wire';
export { chainOptions, PinMismatch, type TlsTrust } from './tls-trust';

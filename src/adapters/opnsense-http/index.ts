export { HttpsWire, type HttpsWireOptions } from './https-wire';
export { type TlsTrust } from './tls-trust';

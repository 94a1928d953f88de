export { type ApiKey, FAKE_KEY, FAKE_KEYS, FAKE_SECRET } from './accounts';
export { HOSTS } from './hosts';
export { GATEWAY_HEALTH } from './network';
export { hostsOf } from './offices';
export { makeSampleDocument, SAMPLE_PACKAGES, sampleDocument } from './sample-document';
export { CANARY, type SampleSize } from './sample-kit';

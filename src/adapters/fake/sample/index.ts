export { type ApiKey, FAKE_KEY, FAKE_KEYS, FAKE_SECRET } from './accounts';
export { GATEWAY_HEALTH, HOSTS } from './network';
export { SAMPLE_PACKAGES, sampleDocument } from './sample-document';
export { CANARY } from './sample-kit';

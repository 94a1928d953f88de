export { isIpv6, isWithin, normalAddress } from './addresses';
export { at, fieldsOf, type FilterConfiguration, FILTER_SECTIONS, isSet, listOf, textOf } from './configuration';
export { type FilterRule } from './filter-rule';
export { type Candidate, type Decision, type Packet, PacketFilter, type Redirect } from './packet-filter';

export { type Endpoint, examineConnection, presentedCertificate } from './connection';
export { ofConfiguration, unusable } from './firewall';
export { formatFindings, severityOf } from './findings';
export { FirewallDoctor } from './firewall-doctor';

export { isTier, RULES, type Tier, TIERS } from './rules';
export { formatQuality, qualityOf, reaches } from './scale';
export { PackageFiles } from './subject';

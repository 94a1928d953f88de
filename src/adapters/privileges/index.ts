export { leastPrivileges, type LeastPrivileges } from './least-privilege';
export { privilegeReport } from './report';
export { privilegeTables } from './table';

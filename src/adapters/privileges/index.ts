export { actionOf, addressOf, isIn } from './addresses';
export { leastPrivileges, type LeastPrivileges, type NeededPrivilege } from './least-privilege';
export { privilegeReport } from './report';
export { privilegeTables } from './table';

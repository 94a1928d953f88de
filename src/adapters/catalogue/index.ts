export { allRoutes, type CatalogueEndpoint, dispatch, endpointOf, fold, packageOf, releasesOf, spelling } from './endpoints';
export { opens, type Privilege, privilegesFor, privilegesIn } from './privileges';

export { allRoutes, type CatalogueEndpoint, dispatch, endpointOf, fold, packageOf, releasesOf, spelling } from './endpoints';
export { actionsOpenedBy, openersOf, opens, type Privilege, privilegesFor, privilegesIn, widthOf } from './privileges';

import { ConfigSectionResource } from './config-section.resource';
import { ConfigSectionsResource } from './config-sections.resource';
import { InterfacesResource } from './interfaces.resource';
import { ServiceResource } from './service.resource';

/** What can be read of the configuration, interfaces and services by URI. */
export const RESOURCES = [ConfigSectionsResource, ConfigSectionResource, InterfacesResource, ServiceResource];

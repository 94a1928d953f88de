import { reads, searches } from '../../core';
import { type AlertsAnswer } from './alert';
import { type GatewayStatusAnswer } from './gateway';
import { type FirmwareInfoAnswer, type FirmwareStatusAnswer } from './firmware';
import { type InterfaceRow } from './interface';
import { type ServiceRow } from './service';

/** The last known result of an update check; by POST it would run one. */
export const firmwareStatus = reads<FirmwareStatusAnswer>('core/firmware/status');
/** Every package and plugin, installed or on offer: large, and slow on small machines. */
export const firmwareInfo = reads<FirmwareInfoAnswer>('core/firmware/info', { slow: true });
/** What the web GUI shows as system status: problems that want attention. */
export const systemAlerts = reads<AlertsAnswer>('core/system/status');
/** The daemons that OPNsense controls. */
export const searchServices = searches<ServiceRow>('core/service/search');
/** Gateways as the gateway monitor sees them. */
export const gatewayStatus = reads<GatewayStatusAnswer>('routes/gateway/status');
/** Network devices with their assignment and addresses. */
export const interfacesInfo = searches<InterfaceRow>('interfaces/overview/interfaces_info', { camelUntil: '24.7' });

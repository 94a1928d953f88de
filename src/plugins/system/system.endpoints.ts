import { reads, searches } from '../../core';
import {
  firmwareInfoAnswer, type FirmwareInfoAnswer, firmwareStatusAnswer, type FirmwareStatusAnswer, gatewayStatusAnswer, type GatewayStatusAnswer, serviceRow, type ServiceRow,
} from '../../core/system';
import { alertsAnswer, type AlertsAnswer } from './alert';
import { interfaceRow, type InterfaceRow } from './interface';

/** The last known result of an update check; by POST it would run one. */
export const firmwareStatus = reads<FirmwareStatusAnswer>('core/firmware/status', { shape: firmwareStatusAnswer });
/** Every package and plugin, installed or on offer: large, and slow on small machines. */
export const firmwareInfo = reads<FirmwareInfoAnswer>('core/firmware/info', { slow: true, shape: firmwareInfoAnswer });
/** What the web GUI shows as system status: problems that want attention. */
export const systemAlerts = reads<AlertsAnswer>('core/system/status', { shape: alertsAnswer });
/** The daemons that OPNsense controls. */
export const searchServices = searches<ServiceRow>('core/service/search', { shape: serviceRow });
/** Gateways as the gateway monitor sees them. */
export const gatewayStatus = reads<GatewayStatusAnswer>('routes/gateway/status', { shape: gatewayStatusAnswer });
/** Network devices with their assignment and addresses. */
export const interfacesInfo = searches<InterfaceRow>('interfaces/overview/interfaces_info', { camelUntil: '24.7', shape: interfaceRow });

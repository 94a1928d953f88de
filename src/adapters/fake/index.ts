export { FakeFirewall } from './fake-firewall';
export { isLesson } from './lesson';
export { serveFake } from './serve-fake';
export { FAKE_KEY, FAKE_SECRET } from './sample';
export { firewallOf } from './configuration-file';
export { wayIn } from './way-in';

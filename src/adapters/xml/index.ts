export { parseXml, writeXml, type XmlElement } from './xml-document';

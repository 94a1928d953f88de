export { parseXml, writeXml, type XmlElement, xmlSize } from './xml-document';

export * from './field-redactor';
export * from './xml-document';

export * from './field-redactor';

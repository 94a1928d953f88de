import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { type JsonSchemaType, type JsonSchemaValidator, type jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';

/** Makes a client's check of output schemas; the same schema is compiled once for all test servers of a process, since compiling takes longer than a call. */
export class SchemaValidators implements jsonSchemaValidator {
  private static readonly compiled = new Map<string, JsonSchemaValidator<unknown>>();
  private readonly ajv = new AjvJsonSchemaValidator();

  getValidator<T>(schema: JsonSchemaType): JsonSchemaValidator<T> {
    const text = JSON.stringify(schema);
    const known = SchemaValidators.compiled.get(text) ?? this.ajv.getValidator<unknown>(schema);
    SchemaValidators.compiled.set(text, known);
    return known as JsonSchemaValidator<T>;
  }
}

/** What readers of YAML and JSON found, in bokmål, by their English words; `*` is what differs. */
export const SYNTAX_FOUND: Readonly<Record<string, string>> = {
  "Unresolved alias (the anchor must be set before the alias): *":
    "en henvisning til noe som ikke finnes: *",
  "Excessive alias count indicates a resource exhaustion attack": "for mange henvisninger",
  "a value that holds itself": "en verdi som inneholder seg selv",
  "Unexpected end of JSON input": "filen slutter for tidlig",
  "Unexpected non-whitespace character after JSON*": "det står noe etter slutten",
  "Unexpected token *, * is not valid JSON": "tegnet * kan ikke stå der",
  "Expected property name or '}'*": "det mangler et felt eller }",
  "Expected double-quoted property name*": "det mangler et felt i anførselstegn",
  "Expected ':'*": "det mangler kolon etter et felt",
  "Expected ',' or '}'*": "det mangler komma eller } etter en verdi",
  "Expected ',' or ']'*": "det mangler komma eller ] etter en verdi",
  "Unterminated string*": "et anførselstegn er ikke avsluttet",
  "Bad control character*": "det står et linjeskift eller styretegn i en tekst",
  "Bad escaped character*": "det står en omvendt skråstrek i en tekst",
  "Bad Unicode escape*": "det står en omvendt skråstrek i en tekst",
  "No number after minus sign*": "det mangler et tall etter minus",
  "Exponent part is missing a number*": "et tall er ikke ferdig",
  "Unterminated fractional number*": "et tall er ikke ferdig",
};

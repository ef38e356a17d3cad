import { chooseChallenge, digestAnswer } from "@dosekit/sdk/response-centre";
import { expect, test } from "vitest";

const NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
const challenge = (more: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", ${more}, ` +
  `nonce="${NONCE}", opaque="${OPAQUE}"`;

function answerWith(values: readonly string[]): string {
  const chosen = chooseChallenge(values);
  if (chosen === undefined) throw new Error("no challenge can be answered");
  return digestAnswer({
    challenge: chosen,
    username: "Mufasa",
    password: "Circle of Life",
    method: "GET",
    uri: "/dir/index.html",
    cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  });
}

// The examples of RFC 7616 §3.9.1.
test.each([
  ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
  ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
])("answers the example of the standard with %s", (algorithm, response) => {
  const answer = answerWith([challenge(`algorithm=${algorithm}`)]);
  expect(answer).toContain(`response="${response}"`);
  expect(answer).toContain(`opaque="${OPAQUE}"`);
  expect(answer).toContain("nc=00000001");
});

test("answers the plain form of older servers", () => {
  // The example of RFC 2069 as corrected by its erratum 749.
  const chosen = chooseChallenge([
    'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
  ]);
  if (chosen === undefined) throw new Error("no challenge can be answered");
  const answer = digestAnswer({
    challenge: chosen,
    username: "Mufasa",
    password: "CircleOfLife",
    method: "GET",
    uri: "/dir/index.html",
    cnonce: "unused",
  });
  expect(answer).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  expect(answer).not.toContain("cnonce");
});

test("prefers SHA-256, and takes no scheme or algorithm that it does not know", () => {
  const both = [challenge("algorithm=MD5"), challenge("algorithm=SHA-256")];
  expect(chooseChallenge(both)?.algorithm).toBe("SHA-256");
  expect(chooseChallenge([challenge("algorithm=MD5-sess"), "Basic realm=x"])).toBeUndefined();
  expect(chooseChallenge(['Digest realm="r", nonce="n", qop="auth-int"'])).toBeUndefined();
});

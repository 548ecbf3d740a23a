// The JSON API against its own description.
import { strict as assert } from "node:assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv from "ajv/dist/2020.js";
import { scenario } from "../support/scenario.mjs";
import { made_client } from "../support/steps.mjs";

const media = "content/application~1json/schema";
const escaped = (part) => part.replaceAll("~", "~0").replaceAll("/", "~1");

scenario("[E3] the API's description is OpenAPI 3.1, and what it answers is as described", {}, async ({ office }) => {
  const description = await office.api("GET", "openapi.json");
  const { valid, errors } = await new Validator().validate(structuredClone(description));
  assert.ok(valid, JSON.stringify(errors));

  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(description, "api");
  const fits = (pointer, answer) => {
    const check = ajv.compile({ $ref: `api#${pointer}` });
    assert.ok(check(answer), `${pointer}: ${JSON.stringify(check.errors)}`);
  };
  const known = (kind, record) => {
    const { properties } = description.components.schemas[kind];
    assert.deepEqual(
      Object.keys(record).filter((name) => !(name in properties)),
      [],
    );
  };
  const made = await made_client(office, { phone: "5550 9901", tags: [] });
  known("client", made);
  fits(`/paths/${escaped("/api/v1/clients")}/post/responses/201/${media}`, made);
  fits(
    `/paths/${escaped("/api/v1/clients/{id}")}/get/responses/200/${media}`,
    await office.api("GET", `clients/${made.id}`),
  );
  const lists = Object.keys(description.paths).filter((path) => !path.includes("{") && description.paths[path].get);
  const of_people = "/api/v1/users"; // for tokens that name them
  for (const path of lists.filter((one) => one !== of_people)) {
    const answer = await office.api("GET", path.replace("/api/v1/", ""));
    fits(`/paths/${escaped(path)}/get/responses/200/${media}`, answer);
    if (path.endsWith("/clients")) for (const item of answer.items) known("client", item);
  }
  assert.ok(lists.includes("/api/v1/clients"));
});

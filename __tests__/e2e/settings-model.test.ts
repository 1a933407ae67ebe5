import { expect, test } from '@jest/globals';
import { installedModel, model } from '../settings/model.ts';

test("our copy of AWS's model is the stack's botocore's; if not, run node __tests__/settings/model.ts", () => {
  expect(model).toEqual(installedModel());
});

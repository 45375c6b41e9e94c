import { describe } from 'vitest';
import { useStage } from './stage/stage.ts';
import { browserTests } from './stage-tests/browsers.ts';
import { cameraTests } from './stage-tests/cameras.ts';
import { checkTests } from './stage-tests/checks.ts';
import { codeTests } from './stage-tests/codes.ts';
import { conditionTests } from './stage-tests/conditions.ts';
import { peopleTests } from './stage-tests/people.ts';

const stage = useStage();

describe('browsers', () => browserTests());
describe('people', () => peopleTests(stage));
describe('checks', () => checkTests(stage));
describe('cameras', () => cameraTests(stage));
describe('codes', () => codeTests(stage));
describe('conditions', () => conditionTests(stage));

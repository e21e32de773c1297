import { crawlTests } from '../../kit/crawl.mjs';
import { PEOPLE, test } from '../../kit/test.mjs';

// Every page with content, as an administrator.
crawlTests(test, 'demo', (page, demo) => demo.enter(page, PEOPLE.administrator));

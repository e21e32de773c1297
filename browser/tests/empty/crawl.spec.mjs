import { crawlTests } from '../../kit/crawl.mjs';
import { test } from '../../kit/test.mjs';

// The empty states of every page, as the administrator of a new organisation.
crawlTests(test, 'house', (page, house) => house.enter(page));

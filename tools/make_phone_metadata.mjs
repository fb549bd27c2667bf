#!/usr/bin/env node
// Writes catalog/phone_metadata.csv: the numbering plans of the world, one country a line.
// Source: npm package libphonenumber-js (MIT), whose metadata is made from Google's libphonenumber (Apache-2.0).
// Run: npm pack libphonenumber-js && tar xzf libphonenumber-js-*.tgz && tools/make_phone_metadata.mjs package > catalog/phone_metadata.csv
import { readFileSync } from 'node:fs';

const metadata = JSON.parse(readFileSync(`${process.argv[2]}/metadata.min.json`, 'utf8'));
const quote = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// "(\d{2})(\d{3,4})" -> "2.3-4"
function groups(pattern) {
  return [...pattern.matchAll(/\(([^)]*)\)/g)].map(([, one]) => {
    const range = /^\\d\{(\d+)(?:,(\d+))?\}$/.exec(one);
    if (range) return range[2] ? `${range[1]}-${range[2]}` : range[1];
    const plain = /^(?:\\d)+$/.exec(one);
    return plain ? String(one.length / 2) : null;
  });
}

console.log('country,code,international_prefix,national_prefix,lengths,pattern,own,formats');
for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
  for (const country of countries) {
    const [, idd, pattern, lengths, ownFormats, nationalPrefix, , , , , leading, types] = metadata.countries[country];
    const shared = countries.length > 1;
    const own = shared ? (leading ? `^${leading}` : (types || []).filter(Boolean).map((one) => one[0]).filter(Boolean).join('|')) : '';
    const formats = (ownFormats || metadata.countries[countries[0]][4] || [])
      .map(([match, , starts]) => [groups(match), starts ? starts[starts.length - 1] : ''])
      .filter(([parts]) => parts.length > 0 && parts.every(Boolean))
      .map(([parts, starts]) => `${parts.join('.')}~${starts}`);
    console.log([country, code, idd || '', nationalPrefix || '', lengths.join(' '), pattern, own, formats.join(';')].map(quote).join(','));
  }
}

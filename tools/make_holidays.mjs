#!/usr/bin/env node
// Writes catalog/holidays.csv: the public holidays of the missions' host countries and of Romania, from npm's
// date-holidays (code ISC, data CC-BY-3.0, see its LICENSE; the attribution stands in docs/dependencies.md).
//   npm install --prefix DIR date-holidays && NODE_PATH=DIR/node_modules node tools/make_holidays.mjs > catalog/holidays.csv
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const Holidays = createRequire(`${process.env.NODE_PATH}/`)('date-holidays');
const YEARS = [2025, 2026, 2027, 2028];
const ROMANIAN = {
  "New Year's Day": 'Anul Nou', Epiphany: 'Boboteaza', 'Good Friday': 'Vinerea Mare', 'Easter Sunday': 'Duminica Paștelui',
  'Easter Monday': 'Lunea Paștelui', 'Labour Day': 'Ziua Muncii', 'Labor Day': 'Ziua Muncii', 'Ascension Day': 'Înălțarea Domnului',
  Pentecost: 'Rusaliile', 'Whit Monday': 'Lunea Rusaliilor', 'Corpus Christi': 'Joia Verde', Assumption: 'Adormirea Maicii Domnului',
  "All Saints' Day": 'Ziua Tuturor Sfinților', 'Immaculate Conception': 'Neprihănita Zămislire', 'Christmas Day': 'Crăciunul',
  'Christmas Eve': 'Ajunul Crăciunului', 'Boxing Day': 'A doua zi de Crăciun', "St. Stephen's Day": 'Sfântul Ștefan',
  'Independence Day': 'Ziua Independenței', 'National Day': 'Ziua Națională', 'Republic Day': 'Ziua Republicii',
  'Maundy Thursday': 'Joia Mare', 'Constitution Day': 'Ziua Constituției', "New Year's Eve": 'Ajunul Anului Nou',
  'Liberation Day': 'Ziua Eliberării', 'Victory Day': 'Ziua Victoriei', 'Unity Day': 'Ziua Unității', 'Easter Saturday': 'Sâmbăta Paștelui',
  'Orthodox Easter': 'Paștele ortodox', 'Orthodox Easter Monday': 'Lunea Paștelui ortodox', 'Saint Joseph': 'Sfântul Iosif',
  'End of Ramadan (Eid al-Fitr)': 'Eid al-Fitr', 'Feast of the Sacrifice (Eid al-Adha)': 'Eid al-Adha', 'Islamic New Year': 'Anul nou islamic',
  'Birthday of Muhammad (Mawlid)': 'Mawlid', 'International Women\'s Day': 'Ziua Internațională a Femeii', Reformation: 'Ziua Reformei',
  'German Unity Day': 'Ziua Unității Germane', 'Reformation Day': 'Ziua Reformei', 'Republic Day (Festa della Repubblica)': 'Ziua Republicii',
};

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const missions = readFileSync(new URL('../catalog/missions.csv', import.meta.url), 'utf8').split('\n').slice(1);
const countries = [...new Set(['RO', ...missions.filter(Boolean).map((line) => line.split(',')[1])])].sort();

console.log('country,day,name_ro,name_en');
for (const country of countries) {
  const days = new Map();
  for (const year of YEARS) {
    for (const holiday of new Holidays(country, { types: ['public'] }).getHolidays(year, 'en') ?? []) {
      const own = new Holidays(country, { types: ['public'] });
      const local = country === 'RO' ? own.getHolidays(year, 'ro').find((other) => other.rule === holiday.rule) : undefined;
      const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
      const length = Math.max(1, Math.round((holiday.end - holiday.start) / 86_400_000));
      for (let i = 0; i < length; i++) {
        const day = new Date(first + i * 86_400_000).toISOString().slice(0, 10);
        if (!days.has(day)) days.set(day, [local?.name ?? ROMANIAN[holiday.name] ?? holiday.name, holiday.name]);
      }
    }
  }
  for (const [day, [ro, en]] of [...days].sort()) console.log([country, day, ro, en].map(cell).join(','));
}

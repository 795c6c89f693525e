import { both, observation, type WordingRule, without } from './wording-rule.ts';

/** "an innocent man" without "innocent" is "a man". */
function withoutAdjective(found: RegExpExecArray): string {
  const { article = '', next = '' } = found.groups ?? {};
  if (article === '') {
    return next;
  }
  const isUpper = article.startsWith('A');
  const fitting = /^[aeiou]/i.test(next) ? 'an' : 'a';
  return `${isUpper ? fitting.replace('a', 'A') : fitting} ${next}`;
}

export const englishWording: readonly WordingRule[] = [
  {
    id: 'illegal-alien',
    language: 'en',
    fields: both,
    pattern: '(?<article>an?\\s+)?illegal\\s+(?:alien|immigrant|migrant)(?<plural>s)?|(?<many>illegals)',
    advice: 'write “person”; status is not seen',
    instead: ({ groups = {} }) =>
      groups['many'] !== undefined || groups['plural'] !== undefined
        ? 'persons'
        : groups['article'] === undefined
          ? 'person'
          : `${groups['article'].charAt(0)} person`,
  },
  {
    id: 'illegal',
    language: 'en',
    fields: observation,
    pattern: '(?:(?<article>an?)\\s+)?(?:illegal|unlawful)(?:ly)?\\s+(?<next>\\p{L}+)|(?:illegal|unlawful)(?:ly)?',
    except: 'illegal(?:ly)?\\s+parked',
    advice: 'describe the act; whether it is lawful is decided elsewhere',
    instead: (found) => (found.groups?.['next'] === undefined ? without(found) : withoutAdjective(found)),
  },
  {
    id: 'kidnap',
    language: 'en',
    fields: both,
    pattern:
      '(?:(?<be>is|are|was|were)\\s+(?:being\\s+)?)?(?:kidnap(?:p?ed|p?ing|s)?|abduct(?:ed|ing|s)?|kidnapp?ers?|abductors?|abductions?)',
    advice: 'write “is placed in a vehicle”, or what else is seen',
    instead: ({ 0: whole, groups = {} }) =>
      groups['be'] !== undefined && /ed$/i.test(whole)
        ? `${/^(are|were)$/i.test(groups['be']) ? 'are' : 'is'} placed in a vehicle`
        : null,
  },
  {
    id: 'assault',
    language: 'en',
    fields: observation,
    pattern: 'assault(?:ed|ing|s)?|attack(?:ed|ing|s)?|attackers?|brutali[sz](?:e[ds]?|ing)',
    except: 'assault\\s+(?:rifles?|weapons?)|(?:heart|panic|asthma|anxiety)\\s+attacks?|attack\\s+dogs?',
    advice: 'describe the movement: who touches whom, where, with what',
  },
  {
    id: 'raid',
    language: 'en',
    fields: both,
    pattern: '(?:(?<article>a)\\s+)?raid(?<plural>s)?|raid(?:ed|ing)',
    except: 'air\\s+raids?',
    advice: 'write “operation”',
    instead: ({ 0: whole, groups = {} }) => {
      if (/(ed|ing)$/i.test(whole)) {
        return null;
      }
      const word = groups['plural'] === undefined ? 'operation' : 'operations';
      return groups['article'] === undefined ? word : `${groups['article']}n ${word}`;
    },
  },
  {
    id: 'victim',
    language: 'en',
    fields: both,
    pattern: 'victim(?<plural>s)?',
    except: '(?:crime\\s+)?victims?\\s+(?:services?|advocates?|compensation|witness|impact|assistance)',
    advice: 'write “person”, or the subject’s name here',
    instead: ({ groups = {} }) => (groups['plural'] === undefined ? 'person' : 'persons'),
  },
  {
    id: 'perpetrator',
    language: 'en',
    fields: both,
    pattern: '(?:perpetrator|assailant)(?<plural>s)?|perp(?<short>s)?',
    except: 'perp\\s+walks?',
    advice: 'write “agent” or “person”, or the subject’s name here',
    instead: ({ groups = {} }) =>
      groups['plural'] === undefined && groups['short'] === undefined ? 'agent' : 'agents',
  },
  {
    id: 'innocent',
    language: 'en',
    fields: both,
    pattern: '(?:(?<article>an)\\s+)?innocent\\s+(?<next>\\p{L}+)|innocents?',
    except: 'innocent\\s+until',
    advice: 'write “person”',
    instead: (found) => (found.groups?.['next'] === undefined ? null : withoutAdjective(found)),
  },
  {
    id: 'criminal',
    language: 'en',
    fields: both,
    pattern: 'criminal(?<plural>s)?',
    except:
      'criminal\\s+(?:courts?|complaints?|records?|charges?|cases?|codes?|law|laws|statutes?|investigations?|investigators?|investigative|justice|divisions?|warrants?|history|histories|defen[cs]e|procedures?|proceedings?|appeals?|lawyers?|matters?|penalty|penalties|referrals?)',
    advice: 'write “person”',
    instead: ({ groups = {} }) => (groups['plural'] === undefined ? 'person' : 'persons'),
  },
  {
    id: 'excessive',
    language: 'en',
    fields: observation,
    pattern:
      '(?:(?<article>an)\\s+)?(?:excessive(?:ly)?|unprovoked|unjustified|gratuitous)\\s+(?<next>\\p{L}+)|excessive(?:ly)?|unprovoked|unjustified',
    advice: 'put the facts in their order in time',
    instead: (found) => (found.groups?.['next'] === undefined ? without(found) : withoutAdjective(found)),
  },
  {
    id: 'no-reason',
    language: 'en',
    fields: observation,
    pattern:
      'for\\s+(?:absolutely\\s+)?no\\s+(?:apparent\\s+)?reason|without\\s+(?:any\\s+)?(?:reason|provocation|cause)',
    except: 'without\\s+reason\\s+given|without\\s+probable\\s+cause',
    advice: 'put the facts in their order in time',
    instead: without,
  },
  {
    id: 'refused-identify',
    language: 'en',
    fields: both,
    pattern:
      'refus(?:es?|ed|ing)\\s+to\\s+(?:identify|give|show|provide)(?:\\s+(?<who>himself|herself|themselves|itself|(?:his|her|their|any|a)\\s+(?:name|names|badge|badges|identification|id)))?',
    except:
      'refus(?:es?|ed|ing)\\s+to\\s+(?:give|show|provide)(?!\\s+(?:his|her|their|any|a)\\s+(?:names?|badges?|identification|id)(?!\\p{L}))',
    advice: 'write “no identification is audible” or “visible”',
    instead: ({ 0: whole, groups = {} }) =>
      groups['who'] === undefined || /ing\s+to/i.test(whole)
        ? null
        : `${/themselves|their/i.test(groups['who']) ? 'give' : 'gives'} no audible identification`,
  },
  {
    id: 'lied',
    language: 'en',
    fields: both,
    pattern: 'lied|lying\\s+(?:about|to\\s+(?:him|her|them))|(?:tells|told|telling)\\s+(?:a\\s+lie|lies)',
    advice: 'quote the words',
    instead: ({ 0: whole }) => (whole.toLowerCase() === 'lied' ? 'says “…”' : null),
  },
  {
    id: 'feeling',
    language: 'en',
    fields: both,
    pattern:
      'angrily|furiously|aggressively|violently|brutally|viciously|savagely|cruelly|callously|maliciously|deliberately|intentionally|purposely|purposefully|recklessly|needlessly|unnecessarily|gratuitously|on\\s+purpose|out\\s+of\\s+(?:anger|spite|hatred)',
    advice: 'leave feelings and intent out, or quote',
    instead: without,
  },
  {
    id: 'mood',
    language: 'en',
    fields: both,
    pattern: 'angry|furious|enraged|terrified|malicious|sadistic|vindictive',
    advice: 'describe voice, face or movement, or quote',
  },
  {
    id: 'intent',
    language: 'en',
    fields: both,
    pattern:
      '(?:in\\s+order\\s+to|so\\s+as\\s+to|to|trying\\s+to|intending\\s+to|wanting\\s+to|wants\\s+to)\\s+(?:scare|frighten|intimidate|punish|humiliate|terrori[sz]e|hurt|provoke|retaliate\\s+against)\\s+[^.,;:!?\\n"“”«»]{0,60}',
    advice: 'leave the purpose out, or quote who states it',
    instead: without,
  },
];

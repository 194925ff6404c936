import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { amountInWords } from "./amount-in-words.ts"
import { countedInArabic } from "./counted-in-arabic.ts"
import { countedInFrench } from "./counted-in-french.ts"
import { numberReadInArabic, numberReadInFrench } from "./testing/number-words.ts"

const dinar = ["dinar", "dinars"] as const
const counts = fc.oneof(fc.nat(2_000), fc.nat(2_000_000), fc.nat(999_999_999_999))

describe("writing an amount in French", () => {
  it.each([
    [0, "zéro dinar"],
    [1, "un dinar"],
    [2, "deux dinars"],
    [11, "onze dinars"],
    [16, "seize dinars"],
    [17, "dix-sept dinars"],
    [21, "vingt et un dinars"],
    [22, "vingt-deux dinars"],
    [70, "soixante-dix dinars"],
    [71, "soixante et onze dinars"],
    [72, "soixante-douze dinars"],
    [79, "soixante-dix-neuf dinars"],
    [80, "quatre-vingts dinars"],
    [81, "quatre-vingt-un dinars"],
    [91, "quatre-vingt-onze dinars"],
    [99, "quatre-vingt-dix-neuf dinars"],
    [100, "cent dinars"],
    [101, "cent un dinars"],
    [180, "cent quatre-vingts dinars"],
    [200, "deux cents dinars"],
    [201, "deux cent un dinars"],
    [1_000, "mille dinars"],
    [1_001, "mille un dinars"],
    [2_000, "deux mille dinars"],
    [21_000, "vingt et un mille dinars"],
    [80_000, "quatre-vingt mille dinars"],
    [80_080, "quatre-vingt mille quatre-vingts dinars"],
    [200_000, "deux cent mille dinars"],
    [200_200, "deux cent mille deux cents dinars"],
    [1_000_000, "un million de dinars"],
    [1_000_001, "un million un dinars"],
    [2_000_000, "deux millions de dinars"],
    [80_000_000, "quatre-vingts millions de dinars"],
    [200_000_000, "deux cents millions de dinars"],
    [1_000_000_000, "un milliard de dinars"],
    [
      999_999_999_999,
      "neuf cent quatre-vingt-dix-neuf milliards neuf cent quatre-vingt-dix-neuf millions neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf dinars",
    ],
  ])("writes %i as %s", (count, words) => {
    expect(countedInFrench(count, dinar)).toBe(words)
  })

  it.each([
    [
      { amountMinor: 3_049_58, currency: "DZD" },
      "trois mille quarante-neuf dinars algériens et cinquante-huit centimes",
    ],
    [{ amountMinor: 1_01, currency: "DZD" }, "un dinar algérien et un centime"],
    [{ amountMinor: 50, currency: "EUR" }, "zéro euro et cinquante centimes"],
    [{ amountMinor: 600_00, currency: "EUR" }, "six cents euros"],
    [{ amountMinor: 1_000_000_00, currency: "EUR" }, "un million d’euros"],
    [{ amountMinor: 45_500, currency: "TND" }, "quarante-cinq dinars tunisiens et cinq cents millimes"],
    [{ amountMinor: 1_500_000, currency: "XOF" }, "un million cinq cent mille francs CFA"],
    [{ amountMinor: 2_000_000, currency: "XOF" }, "deux millions de francs CFA"],
  ] as const)("names the units of %j", (money, words) => {
    expect(amountInWords(money, "fr")).toBe(words)
  })

  it("can be read back to the same number", () => {
    fc.assert(
      fc.property(counts, (count) => {
        expect(numberReadInFrench(countedInFrench(count, dinar))).toBe(count)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe("writing an amount in Arabic", () => {
  const dinars = { one: "دينار", two: "ديناران", few: "دنانير", many: "دينارًا" }

  it.each([
    [0, "صفر دينار"],
    [1, "دينار واحد"],
    [2, "ديناران"],
    [3, "ثلاثة دنانير"],
    [8, "ثمانية دنانير"],
    [10, "عشرة دنانير"],
    [11, "أحد عشر دينارًا"],
    [12, "اثنا عشر دينارًا"],
    [13, "ثلاثة عشر دينارًا"],
    [20, "عشرون دينارًا"],
    [21, "واحد وعشرون دينارًا"],
    [22, "اثنان وعشرون دينارًا"],
    [99, "تسعة وتسعون دينارًا"],
    [100, "مائة دينار"],
    [101, "مائة دينار ودينار واحد"],
    [102, "مائة دينار وديناران"],
    [103, "مائة وثلاثة دنانير"],
    [111, "مائة وأحد عشر دينارًا"],
    [200, "مائتا دينار"],
    [201, "مائتا دينار ودينار واحد"],
    [250, "مائتان وخمسون دينارًا"],
    [300, "ثلاثمائة دينار"],
    [800, "ثمانمائة دينار"],
    [1_000, "ألف دينار"],
    [1_001, "ألف دينار ودينار واحد"],
    [1_200, "ألف ومائتا دينار"],
    [2_000, "ألفا دينار"],
    [2_002, "ألفا دينار وديناران"],
    [2_500, "ألفان وخمسمائة دينار"],
    [3_000, "ثلاثة آلاف دينار"],
    [10_000, "عشرة آلاف دينار"],
    [11_000, "أحد عشر ألف دينار"],
    [18_500, "ثمانية عشر ألفًا وخمسمائة دينار"],
    [100_000, "مائة ألف دينار"],
    [101_000, "مائة ألف وألف دينار"],
    [102_000, "مائة ألف وألفا دينار"],
    [103_000, "مائة وثلاثة آلاف دينار"],
    [200_000, "مائتا ألف دينار"],
    [202_500, "مائتا ألف وألفان وخمسمائة دينار"],
    [1_000_000, "مليون دينار"],
    [2_000_000, "مليونا دينار"],
    [3_000_000, "ثلاثة ملايين دينار"],
    [11_000_000, "أحد عشر مليون دينار"],
    [11_000_011, "أحد عشر مليونًا وأحد عشر دينارًا"],
    [1_000_000_000, "مليار دينار"],
    [2_000_000_000, "مليارا دينار"],
  ])("writes %i as %s", (count, words) => {
    expect(countedInArabic(count, dinars)).toBe(words)
  })

  it.each([
    [{ amountMinor: 250_00, currency: "DZD" }, "مائتان وخمسون دينارًا جزائريًا"],
    [{ amountMinor: 1_00, currency: "DZD" }, "دينار جزائري واحد"],
    [{ amountMinor: 2_02, currency: "DZD" }, "ديناران جزائريان وسنتيمان"],
    [{ amountMinor: 3_049_58, currency: "DZD" }, "ثلاثة آلاف وتسعة وأربعون دينارًا جزائريًا وثمانية وخمسون سنتيمًا"],
    [{ amountMinor: 101_00, currency: "DZD" }, "مائة دينار جزائري ودينار واحد"],
    [{ amountMinor: 5_500, currency: "TND" }, "خمسة دنانير تونسية وخمسمائة مليم"],
    [{ amountMinor: 600_05, currency: "EUR" }, "ستمائة يورو وخمسة سنتيمات"],
    [{ amountMinor: 15_000, currency: "XOF" }, "خمسة عشر ألف فرنك سيفا"],
    [{ amountMinor: 25, currency: "XOF" }, "خمسة وعشرون فرنكًا سيفا"],
  ] as const)("names the units of %j", (money, words) => {
    expect(amountInWords(money, "ar")).toBe(words)
  })

  it("can be read back to the same number", () => {
    fc.assert(
      fc.property(counts, (count) => {
        expect(numberReadInArabic(countedInArabic(count, dinars))).toBe(count)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe("asking for words out of range", () => {
  it.each([-1, 0.5, 100_000_000_000_000, Number.NaN])("refuses %d", (amountMinor) => {
    expect(() => amountInWords({ amountMinor, currency: "DZD" }, "fr")).toThrow(RangeError)
  })

  it("accepts the largest amount in each currency", () => {
    for (const [currency, amountMinor] of [
      ["DZD", 99_999_999_999_999],
      ["TND", 999_999_999_999_999],
    ] as const) {
      expect(amountInWords({ amountMinor, currency }, "fr")).toMatch(/^neuf cent quatre-vingt-dix-neuf milliards/)
      expect(amountInWords({ amountMinor, currency }, "ar")).toMatch(/^تسعمائة وتسعة وتسعون مليارًا/)
    }
  })
})

import { describe, expect, it } from "vitest"
import { answerTo } from "./captcha.ts"

describe("answering the small question of the checkout", () => {
  it("reads all five kinds", () => {
    expect(answerTo("Combien font trois plus quatre ?", "fr")).toBe("7")
    expect(answerTo("What is twelve minus four?", "en")).toBe("8")
    expect(answerTo("Quel nombre vient juste après dix-neuf ?", "fr")).toBe("20")
    expect(answerTo("ما أكبر هذه الأعداد: اثنان أم ثلاثة عشر أم سبعة؟", "ar")).toBe("13")
    expect(answerTo("Écrivez ce nombre en chiffres : dix-sept.", "fr")).toBe("17")
  })
})

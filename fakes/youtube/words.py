"""What made-up videos are about, and in what words. Brands and people are invented."""

THINGS = {
    "kitchen": (
        "coffee maker", "espresso machine", "blender", "air fryer", "chef knife", "electric kettle", "stand mixer",
        "cast iron pan", "water bottle", "coffee mug",
    ),
    "electronics": (
        "wireless headphones", "bluetooth speaker", "smartwatch", "laptop", "mechanical keyboard", "gaming mouse",
        "mirrorless camera", "phone", "tablet", "power bank", "smart lamp", "drone",
    ),
    "sports": (
        "running shoes", "yoga mat", "mountain bike", "hiking boots", "tennis racket", "camping tent", "backpack",
        "sleeping bag",
    ),
    "beauty": ("face serum", "sunscreen", "hair dryer", "lipstick", "shampoo", "perfume"),
    "fashion": ("sneakers", "leather jacket", "denim jeans", "summer dress", "sunglasses", "wrist watch", "handbag"),
    "home": ("robot vacuum", "desk chair", "standing desk", "mattress", "air purifier", "houseplant", "led light"),
    "toys": ("board game", "building blocks", "puzzle", "action figure", "plush toy"),
    "manga": ("manga box set", "manga volume", "art book", "anime figure", "light novel", "drawing tablet"),
}  # fmt: skip
"""Categories of products, and things in each."""

BRANDS = ("Aurelio", "Brightfield", "Corvane", "Deltora", "Everly", "Fennwick", "Galdor", "Hexley", "Ivoria", "Juniper")

TITLES = (
    "{brand} {thing} review: is it worth the money?",
    "{brand} {thing} unboxing and first impressions",
    "Top 10 {thing} picks of {year}",
    "I used the {brand} {thing} for 30 days",
    "{brand} vs {rival}: which {thing} is better?",
    "How to choose a {thing}: {category} buying guide {year}",
    "{thing} tutorial for beginners",
    "The truth about the {brand} {thing}",
)

DESCRIPTIONS = (
    "An honest look at the {brand} {thing}: what is good, what is not, and who should buy it.",
    "Everything about {thing} in a few minutes. Category: {category}.",
    "We tested the {brand} {thing} against others for a month. No sponsor has seen this video before you.",
)

CHANNELS = (
    "Everyday Reviews", "The Gear Bench", "Honest Unboxings", "Home & Hearth Lab", "Trail Notes", "Pixel Kitchen",
    "Studio Nine", "Otaku Shelf", "Budget Finds", "Slow Living Diaries", "Daily Tech Desk", "Style in Motion",
)  # fmt: skip

AUTHORS = ("Ana P.", "Ben Okafor", "chris_k", "Dilara", "elmstreet", "Fumi", "Giulia R.", "Hanna", "ivo77", "Jo March")

COMMENTS = (
    "I have had mine for two years and it still works like on the first day.",
    "Great review, thank you! You saved me some money.",
    "Does it also come in another colour?",
    "Mine broke after three weeks, and support never answered.",
    "Please compare it with the older model.",
    "The part at {minute}:{second:02} is what I was looking for.",
    "Bought it after watching this. No regrets so far.",
    "Too expensive for what it does, in my opinion.",
)

REPLIES = ("Same here!", "Thanks for asking, I wanted to know that too.", "Yes, it does.", "Not in my experience.")
